import { NativeSelect, Text } from '@mantine/core';
import { CATALOGUE } from '../backbone/catalogue.ts';
import type { BackboneId } from '../backbone/types.ts';
import { chooseBackbone } from '../project/backbone-choice.ts';
import { useBackbone } from '../project/backbone-state.ts';
import { changeSettings } from '../project/change-settings.ts';
import { useProject } from '../project/store.ts';
import { useTraining } from '../training/training-state.ts';
import { megabytes } from '../words/format-number.ts';

/**
 * The choice of backbone. What is shown is the user's wish; how it goes is said in the corner, and in a
 * banner where it failed.
 */
export function BaseNetwork() {
  const wanted = useProject((state) => state.settings.baseNetwork);
  const stored = useBackbone((state) => state.stored);
  const inUse = useBackbone(({ inUse }) => inUse?.backbone ?? null);
  const { state } = useTraining();
  const here = new Set(stored.map(({ id }) => id));
  const catalogue = CATALOGUE.map(({ id, label, approximateBytes }) => ({
    value: id,
    label: here.has(id) || id === 'starter' ? label : `${label} (${megabytes(approximateBytes)})`,
  }));
  const own = stored
    .filter(({ id }) => id.startsWith('files:'))
    .map(({ id, label }) => ({ value: id, label }));
  const options: { value: BackboneId; label: string }[] = [...catalogue, ...own];
  return (
    <>
      {inUse !== null && inUse.id !== wanted && (
        <Text size="xs" lh={1.25} ta="end" c="dimmed" visibleFrom="md">
          In use for now:
          <br />
          {inUse.label}
        </Text>
      )}
      <NativeSelect
        aria-label="Base network"
        title="Base network: the frozen network that looks at the pictures"
        size="sm"
        w={{ base: 170, xs: 260 }}
        disabled={state.kind === 'running'}
        value={wanted}
        data={options}
        onChange={(event) => {
          const chosen = options.find(({ value }) => value === event.currentTarget.value);
          if (chosen === undefined) return;
          void changeSettings({ baseNetwork: chosen.value });
          void chooseBackbone(chosen.value);
        }}
      />
    </>
  );
}
