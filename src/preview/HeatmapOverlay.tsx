import { useEffect, useRef } from 'react';
import styles from './HeatmapOverlay.module.css';
import { heatPixels, PIXELS_PER_POSITION, type PlaceMap } from './heatmap.ts';

/**
 * Lays a class activation map over the picture or video in the same positioned box, whether that is
 * shown as the centred square or whole. `heatPlace` says in words what it shows.
 */
export function HeatmapOverlay({ places }: { places: PlaceMap }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const width = places.width * PIXELS_PER_POSITION;
  const height = places.height * PIXELS_PER_POSITION;
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    context?.putImageData(new ImageData(heatPixels(places), width, height), 0, 0);
  }, [places, width, height]);
  return <canvas ref={ref} className={styles.heat} width={width} height={height} aria-hidden />;
}
