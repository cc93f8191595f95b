import type { Plugin } from 'vite';

/** Operations of TensorFlow.js that the graphs we write need, by the names that its converter calls them. */
const OPERATIONS =
  'add addN avgPool batchNorm cast conv2d depthwiseConv2d fused matMul mean mul pad relu relu6 reshape scalar softmax squeeze sub tensor1d transpose';

/** Kernels of the WebAssembly backend that those run on. */
const KERNELS = new Set(
  'Add AddN AvgPool BatchMatMul Cast Conv2D DepthwiseConv2dNative FusedBatchNorm FusedConv2D FusedDepthwiseConv2D Identity Mean Multiply PadV2 Relu Relu6 Reshape Softmax Sub Transpose _FusedMatMul'.split(
    ' ',
  ),
);

/** The converter's kinds of operations that they belong to. */
export const CATEGORIES: ReadonlySet<string> = new Set([
  'arithmetic',
  'basic_math',
  'convolution',
  'graph',
  'matrices',
  'normalization',
  'reduction',
  'transformation',
]);

const CONVERTER_PART =
  /tfjs-converter\/dist\/operations\/(executors|op_list)\/(\w+?)(?:_executor)?\.js$/;
const OPERATION_LIST = /tfjs-core\/dist\/ops\/ops_for_converter\.js$/;
const KERNEL_LIST = /tfjs-backend-wasm\/dist\/register_all_kernels\.js$/;

/**
 * Leaves out of TensorFlow.js what the graphs that we write do not hold (`KNOWN_OPERATIONS`). Its own
 * custom builds do the same with the same list of operations
 * (https://www.tensorflow.org/js/tutorials/deployment/size_optimized_bundles).
 */
export function graphModelsOnly(): Plugin {
  return {
    name: 'graph-models-only',
    transform: {
      filter: { id: [CONVERTER_PART, OPERATION_LIST, KERNEL_LIST] },
      handler(code, id) {
        if (OPERATION_LIST.test(id)) return withoutMap(operationList());
        if (KERNEL_LIST.test(id)) return withoutMap(kernelList(code));
        const [, part, category = ''] = CONVERTER_PART.exec(id) ?? [];
        if (CATEGORIES.has(category) || category === 'utils') return null;
        return withoutMap(part === 'op_list' ? 'export const json = [];' : REFUSING);
      },
    },
  };
}

const REFUSING = `export function executeOp({ op }) {
  throw new Error(op + ' is left out of this page');
}`;

const withoutMap = (code: string) => ({ code, map: null });

function operationList(): string {
  return `export { ${OPERATIONS.split(' ').join(', ')} } from './ops';`;
}

/** The same list without the kernels that are not needed. */
function kernelList(code: string): string {
  const found = code.matchAll(/^import \{ (\w+) \} from '\.\/kernels\/(\w+)';$/gm);
  return [...found].reduce(
    (list, [line, config = '', kernel = '']) =>
      KERNELS.has(kernel)
        ? list
        : list.replace(line, '').replace(new RegExp(`^ *${config},?$`, 'm'), ''),
    code,
  );
}
