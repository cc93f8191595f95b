import {
  ActionIcon,
  Button,
  Group,
  Title,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconMoon, IconSettings, IconSun } from '@tabler/icons-react';
import { lazyDialog } from '../lazy-part.tsx';
import { undo } from '../project/classes.ts';
import { useProject } from '../project/store.ts';
import { undoWords } from '../words/undo-words.ts';
import styles from './App.module.css';
import { BaseNetwork } from './BaseNetwork.tsx';
import { ProjectButtons } from './ProjectButtons.tsx';

const SettingsDialog = lazyDialog(
  async () => (await import('./SettingsDialog.tsx')).SettingsDialog,
);

export function Header() {
  const [settingsOpen, settings] = useDisclosure(false);
  const lastStep = useProject((state) => state.undoSteps.at(-1));
  const scheme = useComputedColorScheme();
  const { setColorScheme } = useMantineColorScheme();
  const dark = scheme === 'dark';
  const otherColours = dark ? 'Light colours' : 'Dark colours';
  return (
    <header className={styles.header}>
      <Group justify="space-between" px="md" py={8} gap="xs" maw={1440} mx="auto">
        <Group gap={10} wrap="nowrap">
          <img src="./icon.svg" alt="" width={28} height={28} />
          <Title order={1} size="h3">
            Show &amp; Tell
          </Title>
        </Group>
        <ProjectButtons />
        <Group gap="xs" wrap="nowrap" flex={1} justify="flex-end">
          {lastStep !== undefined && (
            <Button
              variant="subtle"
              size="compact-md"
              title={`Undo: ${undoWords(lastStep.what)}`}
              leftSection={<IconArrowBackUp size={18} aria-hidden />}
              onClick={() => void undo()}
            >
              Undo
            </Button>
          )}
          <BaseNetwork />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={otherColours}
            title={otherColours}
            onClick={() => setColorScheme(dark ? 'light' : 'dark')}
          >
            {dark ? <IconSun size={20} aria-hidden /> : <IconMoon size={20} aria-hidden />}
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Settings"
            title="Settings"
            onClick={settings.open}
          >
            <IconSettings size={20} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      <SettingsDialog opened={settingsOpen} onClose={settings.close} />
    </header>
  );
}
