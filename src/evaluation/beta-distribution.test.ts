import { expect, it } from 'vitest';
import { betaQuantile, betaShareBelow } from './beta-distribution.ts';

it.each([
  // scipy.special.betainc
  [0.3, 2, 5, 0.5798250000000003],
  [0.95, 48, 3, 0.5405331227195145],
  [0.5, 0.4, 0.7, 0.6599911566488024],
  [0.9, 9000, 1000, 0.4964537792481396],
  [0.001, 0.5, 20, 0.15758381398363844],
  [0, 2, 3, 0],
  [1, 2, 3, 1],
])('the share below %d of the beta distribution of %d and %d', (x, a, b, share) => {
  expect(betaShareBelow(x, a, b)).toBeCloseTo(share, 10);
});

it.each([
  // scipy.stats.beta.ppf
  [0.025, 81, 183, 0.25273674558527126],
  [0.975, 82, 182, 0.36762192260135135],
  [0.025, 20, 1, 0.8315665290169146],
  [0.975, 48.5, 2.5, 0.991595964861054],
])('the %d quantile of the beta distribution of %d and %d', (share, a, b, x) => {
  expect(betaQuantile(share, a, b)).toBeCloseTo(x, 10);
});
