/** A browser's storage that takes so many characters. */
export function storageOf(room = Infinity) {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem(name, value) {
      if (value.length > room) throw new Error('QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name) => kept.delete(name),
  };
}
