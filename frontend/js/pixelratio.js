/**
 * Calls back when the screen's pixel ratio changes: zoom, or a window moved to another screen. A media query
 * can only ask for one ratio, so a new one is asked after each change.
 *
 * @param {() => void} onChange
 * @param {AbortSignal} signal  ends the watch
 */
export function watchPixelRatio(onChange, signal) {
  if (signal.aborted) return;
  const changed = () => {
    onChange();
    watchPixelRatio(onChange, signal);
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', changed, { once: true, signal });
}
