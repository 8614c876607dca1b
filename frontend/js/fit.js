/**
 * The largest box of a picture's shape inside another box, centred.
 *
 * @param {{width: number, height: number}} picture  above 0
 * @param {import('./box.js').Box} room
 * @param {number} margin  left free at least on each side of the room
 * @returns {import('./box.js').Box}
 */
export function fitInto(picture, room, margin) {
  const scale = Math.min((room.width - 2 * margin) / picture.width, (room.height - 2 * margin) / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { x: room.x + (room.width - width) / 2, y: room.y + (room.height - height) / 2, width, height };
}
