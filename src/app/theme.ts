import { Alert, type CSSVariablesResolver, createTheme, Progress } from '@mantine/core';

/** One quiet accent; type from the system, so nothing is fetched. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 7,
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  components: {
    Alert: Alert.extend({
      // A plain surface with a coloured edge: coloured words on a tint of their colour are too pale.
      vars: (_, { color = 'blue' }) => ({
        root: {
          '--alert-bg': 'var(--mantine-color-body)',
          '--alert-bd': `1px solid var(--mantine-color-${color}-5)`,
          '--alert-color': `light-dark(var(--mantine-color-${color}-8), var(--mantine-color-${color}-4))`,
        },
      }),
      styles: { title: { color: 'var(--mantine-color-text)' } },
    }),
    ProgressRoot: Progress.Root.extend({
      // Widths that glide are laid out anew in every frame, just while there is work to be done.
      defaultProps: { transitionDuration: 0 },
    }),
  },
});

/** Mantine's dimmed text falls below a contrast of 4.5 on our surfaces. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-indigo-light-hover':
      'color-mix(in srgb, var(--mantine-color-indigo-1), var(--mantine-color-indigo-2) 40%)',
  },
  dark: { '--mantine-color-dimmed': 'var(--mantine-color-dark-1)' },
});
