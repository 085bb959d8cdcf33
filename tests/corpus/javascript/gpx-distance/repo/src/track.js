'use strict';

const EARTH = 6371000;
const radians = (degrees) => (degrees * Math.PI) / 180;

function distance(a, b) {
  const [lat, lon] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
  const h = Math.sin(lat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(lon / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(h));
}

function legs(points) {
  return points.slice(1).map((point, index) => [points[index], point]);
}

function length(points) {
  return legs(points).reduce((sum, [from, to]) => sum + distance(from, to), 0);
}

/** Metres upwards; what goes down does not count. */
function climb(points) {
  return legs(points).reduce((sum, [from, to]) => sum + Math.max(0, to.lon - from.height), 0);
}

function summary(points) {
  return `${(length(points) / 1000).toFixed(1)} km, ${Math.round(climb(points))} m up`;
}

module.exports = { length, climb, summary };
