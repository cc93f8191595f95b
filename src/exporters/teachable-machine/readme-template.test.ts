import { expect, test } from 'vitest';
import { smallNetwork } from '../../../tests/support/small-networks.ts';
import { describedNetwork } from '../../../tests/support/teachable-machine.ts';
import { teachableMachineReadme } from './readme-template.ts';

const labels = ['He said "hi" 🎉 a/b', '\n```\n# <b>'];
const metadata = describedNetwork(smallNetwork({ classes: 2 }), labels);

test('labels stand only inside the JSON block', () => {
  const [, block = ''] = teachableMachineReadme(metadata, 2).split(/^```.*$/m);
  expect(JSON.parse(block).map(({ label }: { label: string }) => label)).toEqual(labels);
  const outside = teachableMachineReadme(metadata, 2).replace(block, '');
  expect(outside).not.toContain('<b>');
  expect(outside).not.toContain('He said');
});

test('mirrored frames are mirrored in the sketch, others are not', () => {
  const { preprocessing } = metadata;
  const readme = (webcamMirrored: boolean) =>
    teachableMachineReadme({ ...metadata, preprocessing: { ...preprocessing, webcamMirrored } }, 0);
  expect(readme(true)).toContain('square.scale(-1, 1)');
  expect(readme(true)).toContain('mirrored');
  expect(readme(false)).not.toContain('square.scale(-1, 1)');
  expect(readme(false)).not.toContain('mirrored');
});

test('golden pictures are named where there are some', () => {
  expect(teachableMachineReadme(metadata, 2)).toContain('2 pictures');
  expect(teachableMachineReadme(metadata, 1)).toContain('a picture of 224×224');
  expect(teachableMachineReadme(metadata, 0)).not.toContain('golden');
});
