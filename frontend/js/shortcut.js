/**
 * What a key asks for.
 *
 * @param {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>} event
 * @returns {'undo' | 'redo' | 'clear' | null}
 */
export function shortcutOf({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  const command = ctrlKey || metaKey;
  if (altKey) return null;
  if (command && key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  if (command && key.toLowerCase() === 'y') return 'redo';
  // The key that a Mac labels "delete" says Backspace.
  return !command && (key === 'Delete' || key === 'Backspace') ? 'clear' : null;
}
