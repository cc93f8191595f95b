import { labelFault, modelArchive } from '../../exporters/archive.ts';
import { formatFiles } from '../../exporters/format-files.ts';
import { describeModel } from '../../exporters/metadata.ts';
import type { Network } from '../../exporters/network/types.ts';
import { buildTfjsModel } from '../../exporters/tfjs-model.ts';
import type { ActivationBits } from '../../exporters/tflite/quantize.ts';
import type { ActivationFigures } from '../../exporters/tflite/ranges.ts';
import type { ExportSource } from '../../exporters/types.ts';
import { emptyWebPage } from '../../exporters/web-page.ts';
import { webPageFile } from '../../exporters/web-page-file.ts';
import { writeZip } from '../../exporters/zip.ts';
import { laterPart } from '../../parts.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault, ExportRequest } from '../protocol.ts';

const pageParts = laterPart(emptyWebPage);

/** The bytes of the file that is offered: a zip, or the web page. */
export async function writeExport(
  { format, precision }: Pick<ExportRequest, 'format' | 'precision'>,
  source: ExportSource,
  network: Network,
  figures: ActivationFigures[],
  activationBits: ActivationBits,
): Promise<Result<Uint8Array<ArrayBuffer>, EngineFault>> {
  const { golden, appVersion, exportedAt } = source;
  if (format === 'web-page') {
    const fault = labelFault(source);
    if (fault !== null) return failed({ kind: 'not-exported', fault });
    const page = await pageParts().catch(() => null);
    if (page === null) return failed({ kind: 'part-not-loaded', part: 'page-runtime' });
    const model = buildTfjsModel(network, { appVersion });
    return ok(webPageFile(model, describeModel(source, format), golden, page));
  }
  const goldenPictures = golden.length;
  const files = modelArchive(source, format, (metadata) =>
    formatFiles(format, network, { metadata, goldenPictures, precision, figures, activationBits }),
  );
  if (!files.ok) return failed({ kind: 'not-exported', fault: files.fault });
  return ok(writeZip(files.value, exportedAt));
}
