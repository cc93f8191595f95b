/** How far a long job is. `fraction` is real (work done / work to do), 0 to 1. */
export interface Progress {
  fraction: number;
  /** What is being done right now; the view turns it into words. */
  phase: string;
}

export type OnProgress<P extends Progress = Progress> = (progress: P) => void;
