import { expect, test } from 'vitest';
import { tickedRuns, toggled } from './choice.ts';

test('before any choice the two newest are compared', () => {
  expect(tickedRuns(['4', '3', '2'], null)).toEqual(['3', '4']);
  expect(tickedRuns(['4'], null)).toEqual(['4']);
});

test('a run that is gone is no longer ticked', () => {
  expect(tickedRuns(['4', '2'], ['3', '2'])).toEqual(['2']);
});

test('a third takes the place of the one ticked first', () => {
  expect(toggled(['3', '4'], '2')).toEqual(['4', '2']);
  expect(toggled(['3', '4'], '3')).toEqual(['4']);
  expect(toggled(['4'], '1')).toEqual(['4', '1']);
});
