/**
 * How a model lies in its web page: each part is a `<script>` element of a type that no browser
 * runs, under this id. The page reads them when it starts, `readWebPage` reads them here.
 */
export const WEB_PAGE_PARTS = {
  /** `metadata.json`. */
  metadata: { id: 'metadata', type: 'application/json' },
  /** `model.json` of a TensorFlow.js graph model. */
  model: { id: 'model', type: 'application/json' },
  /** Its `weights.bin`, in base64. */
  weights: { id: 'weights', type: 'text/plain' },
  /** TensorFlow.js' WebAssembly with SIMD, in base64. */
  wasm: { id: 'wasm', type: 'text/plain' },
  /** `GoldenPart[]`. */
  golden: { id: 'golden', type: 'application/json' },
} as const;

export type WebPagePart = keyof typeof WEB_PAGE_PARTS;

/** A golden picture and its answer. */
export interface GoldenPart {
  /** 224 × 224, in base64. */
  png: string;
  probabilities: number[];
}

/** Where the parts go: it stands once in the page without a model, and nowhere else. */
export const MODEL_PLACE = '<!-- model -->';
