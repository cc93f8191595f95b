import type { BackboneId } from './types.ts';

/** Where a backbone can be had from, in the order in which it is tried. */
export interface Source {
  /** 'same-origin' paths are relative to the app's own address. */
  kind: 'same-origin' | 'mirror' | 'package-default';
  url: string;
  /** Until the first answer (headers of model.json), in milliseconds. */
  answerTimeout: number;
  /** Longest silence in the middle of a file, in milliseconds. */
  stallTimeout: number;
  /** SHA-256 (hex) of the concatenated shards, where it is known. */
  weightsSha256?: string;
}

export interface CatalogueEntry {
  id: BackboneId;
  version: 1 | 2;
  alpha: number;
  /** As the Base network choice shows it. */
  label: string;
  /** About how much is downloaded, in bytes; for the choice's hint only. */
  approximateBytes: number;
  sources: Source[];
}

export const BACKBONE_HOSTS = [
  'https://storage.googleapis.com',
  'https://tfhub.dev',
  // tfhub.dev redirects here; listed so that the package's own default is really tried.
  'https://www.kaggle.com',
] as const;

const TIMEOUTS = { answerTimeout: 4_000, stallTimeout: 10_000 } as const;

/** The `savedmodel` folder of the tfjs-models bucket holds the full-width networks only. */
const FULL_WIDTH_SHA256 = {
  1: '9a011da5efb592d18c4ecd5dcb7a36f56bdb34727ed8b254175641bb7ed94b2f',
  2: '2769bdfb5759eb57aaa20afb795f2586df8b90e4b69d6e23fe804de7ba4f8e41',
} as const;

function sameOrigin(folder: string): Source {
  return { kind: 'same-origin', url: `backbones/${folder}/model.json`, ...TIMEOUTS };
}

type Alpha = '1.0' | '0.75' | '0.5' | '0.25';

function mobilenet(
  id: Exclude<BackboneId, 'starter' | `files:${string}`>,
  version: 1 | 2,
  alpha: Alpha,
  approximateBytes: number,
): CatalogueEntry {
  const width = Number(alpha);
  const percent = String(Math.round(width * 100)).padStart(3, '0');
  // TF Hub's own revisions of the two networks: v1 is /1, v2 is /2.
  const hubPath = `google/imagenet/mobilenet_v${version}_${percent}_224/classification/${version}/model.json`;
  const sources = [sameOrigin(`${id}_224`)];
  if (alpha === '1.0') {
    sources.push({
      kind: 'mirror',
      url: `https://storage.googleapis.com/tfjs-models/savedmodel/mobilenet_v${version}_1.0_224/model.json`,
      ...TIMEOUTS,
      weightsSha256: FULL_WIDTH_SHA256[version],
    });
  }
  sources.push(
    {
      kind: 'mirror',
      url: `https://storage.googleapis.com/tfhub-tfjs-modules/${hubPath}`,
      ...TIMEOUTS,
    },
    {
      kind: 'package-default',
      url: `https://tfhub.dev/${hubPath}?tfjs-format=file`,
      ...TIMEOUTS,
    },
  );
  const label = `MobileNet v${version} · ${alpha}`;
  return { id, version, alpha: width, label, approximateBytes, sources };
}

/** Every base network on offer, in the order of the choice; the first is the default. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  mobilenet('mobilenet_v2_1.0', 2, '1.0', 13_984_940),
  mobilenet('mobilenet_v2_0.75', 2, '0.75', 10_500_000),
  mobilenet('mobilenet_v2_0.5', 2, '0.5', 7_800_000),
  mobilenet('mobilenet_v1_1.0', 1, '1.0', 16_908_084),
  mobilenet('mobilenet_v1_0.75', 1, '0.75', 10_300_000),
  mobilenet('mobilenet_v1_0.5', 1, '0.5', 5_300_000),
  mobilenet('mobilenet_v1_0.25', 1, '0.25', 1_900_000),
  {
    id: 'starter',
    version: 2,
    alpha: 0.5,
    label: 'Starter (built in)',
    approximateBytes: 1_360_000,
    sources: [
      {
        ...sameOrigin('starter'),
        weightsSha256: 'dc958cdf39d3d0a5eb0a13f52d3af7c7752e47aacf94aba019f55928ba75575b',
      },
    ],
  },
];

export const DEFAULT_BACKBONE: BackboneId = 'mobilenet_v2_1.0';

/** The catalogue's entry, or null for a backbone that the user brought (`files:…`). */
export function catalogueEntry(id: BackboneId): CatalogueEntry | null {
  return CATALOGUE.find((entry) => entry.id === id) ?? null;
}
