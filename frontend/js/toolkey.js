/**
 * The tools by single keys. They act only while the sheet or a tool has the focus, as WCAG 2.1.4 asks of single letters:
 * people who speak to their computer would set them off elsewhere.
 *
 * @typedef {'pen' | 'marker' | 'pencil' | 'eraser' | 'finer' | 'broader' | 'replay' | 'closer' | 'farther' | 'whole'} ToolCommand
 */

/** @type {Readonly<Record<string, ToolCommand>>} */
const COMMANDS = {
  p: 'pen',
  f: 'marker',
  l: 'pencil',
  e: 'eraser',
  ',': 'finer',
  '.': 'broader',
  r: 'replay',
  '+': 'closer',
  '=': 'closer', // the same key on many keyboards, without Shift
  '-': 'farther',
  0: 'whole',
};

/** @param {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>} event @returns {ToolCommand | null} */
export function toolCommandOf({ key, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey ? null : (COMMANDS[key.toLowerCase()] ?? null);
}

/**
 * @param {HTMLElement} area  whose keys these are; a menu in it has its own
 * @param {Record<ToolCommand, () => void>} commands
 * @param {AbortSignal} signal
 */
export function attachToolKeys(area, commands, signal) {
  area.addEventListener('keydown', (event) => {
    const command = toolCommandOf(event);
    if (command === null || /** @type {Element} */ (event.target).closest('[popover]')) return;
    event.preventDefault();
    commands[command]();
  }, { signal });
}
