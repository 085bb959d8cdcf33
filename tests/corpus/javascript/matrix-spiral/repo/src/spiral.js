'use strict';

/** The numbers of a matrix from the outside to the inside, clockwise. */
function spiral(matrix) {
  const found = [];
  let [top, left, bottom, right] = [0, 0, matrix.length - 1, (matrix[0]?.length ?? 0) - 1];
  while (top <= bottom && left <= right) {
    for (let column = left; column <= right; column++) {
      found.push(matrix[top][column]);
    }
    for (let row = top + 1; row < bottom; row++) {
      found.push(matrix[row][right]);
    }
    if (top < bottom) {
      for (let column = right - 1; column >= left; column--) {
        found.push(matrix[bottom][column]);
      }
    }
    if (left < right) {
      for (let row = bottom - 1; row > top; row--) {
        found.push(matrix[row][left]);
      }
    }
    top++;
    left++;
    bottom--;
    right--;
  }
  return found;
}

module.exports = { spiral };
