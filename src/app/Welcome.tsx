import { Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconDeviceDesktop, IconPhotoPlus, IconSchool, IconSparkles } from '@tabler/icons-react';
import { clearPicture } from '../preview/classify-picture.ts';
import { removeExample } from '../project/classes.ts';
import { useProject } from '../project/store.ts';
import { showUnseenShape, startExample, useExample } from './example.ts';

const STEPS = [
  {
    icon: IconPhotoPlus,
    title: '1. Show',
    text: 'Give each class some images: drop files in, or hold something up to the webcam.',
  },
  { icon: IconSchool, title: '2. Train', text: 'Press “Train model”. It takes a second or two.' },
  {
    icon: IconDeviceDesktop,
    title: '3. Tell',
    text: 'Watch it recognise, live. Download the model and use it anywhere.',
  },
];

/** The first glance at an empty project; later, the way out of the example. */
export function Welcome() {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const busy = useExample();
  const exampleShown = classes.some((each) => each.example);
  const empty = classes.every((each) => samples[each.id]?.length === 0);
  if (exampleShown || busy) {
    return (
      <Card withBorder mb="md" padding="sm">
        <Group gap="xs">
          <Text size="sm" flex="1 1 260px">
            {busy
              ? 'Drawing an example…'
              : 'This is an example: three kinds of shapes, drawn just now. See what the model says of a new one under “Try it”, or change it as you like.'}
          </Text>
          <Button
            size="compact-md"
            variant="light"
            disabled={busy}
            onClick={() => void showUnseenShape()}
          >
            Draw another
          </Button>
          <Button
            size="compact-md"
            variant="default"
            disabled={busy}
            onClick={() => {
              clearPicture();
              void removeExample();
            }}
          >
            Remove example
          </Button>
        </Group>
      </Card>
    );
  }
  if (!empty) return null;
  return (
    <Card withBorder mb="md" padding="lg">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={2} size="h3">
              Teach your computer to tell pictures apart
            </Title>
            <Text c="dimmed">Everything happens in this browser. Your pictures stay with you.</Text>
          </div>
          <Button
            variant="light"
            leftSection={<IconSparkles size={18} aria-hidden />}
            onClick={() => void startExample()}
          >
            Try an example
          </Button>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {STEPS.map(({ icon: Icon, title, text }) => (
            <Group key={title} wrap="nowrap" align="flex-start" gap="sm">
              <ThemeIcon variant="light" size={40} radius="md">
                <Icon size={22} aria-hidden />
              </ThemeIcon>
              <div>
                <Text fw={600}>{title}</Text>
                <Text size="sm" c="dimmed">
                  {text}
                </Text>
              </div>
            </Group>
          ))}
        </SimpleGrid>
      </Stack>
    </Card>
  );
}
