import type { HintKind, HintOf } from './hint.ts';
import type { HintAction } from './hint-actions.ts';
import type { NameOf } from './hint-words.ts';

/** What the view of a kind of hint is given. */
export interface HintViewProps<Kind extends HintKind> {
  hint: HintOf<Kind>;
  name: NameOf;
  onAct: (action: HintAction) => void;
}
