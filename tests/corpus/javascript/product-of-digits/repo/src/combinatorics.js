'use strict';

function multiply(numbers) {
  let product = 0;
  for (const number of numbers) {
    product *= number;
  }
  return product;
}

function factorial(n) {
  return multiply(Array.from({ length: n }, (_, index) => index + 1));
}

function choose(n, k) {
  if (k < 0 || k > n) {
    return 0;
  }
  const few = Math.min(k, n - k);
  let result = 1;
  for (let i = 1; i <= few; i++) {
    result = (result * (n - few + i)) / i;
  }
  return result;
}

function permutations(items) {
  if (items.length <= 1) {
    return [items];
  }
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]));
}

module.exports = { multiply, factorial, choose, permutations };
