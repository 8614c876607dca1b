/** The picture with its frame, which a pointer takes inside or by a corner, and the arrow keys move. */

import { contextOf } from '../canvas.js';
import { element } from '../element.js';
import { say } from '../text.js';
import { firstFrame, moved, resized } from './cropframe.js';
import { frameAfterKey } from './cropkeys.js';

/** @typedef {import('./cropframe.js').Grip} Grip */

/** @type {readonly Grip[]} */
const CORNERS = [{ x: -1, y: -1 }, { x: 1, y: -1 }, { x: -1, y: 1 }, { x: 1, y: 1 }];

/** Pixels of the longer side that is shown: more than any dialog is wide on an ordinary screen. */
const SHOWN = 1600;

/** @param {ImageBitmap} picture @param {AbortSignal} signal */
export function createCropStage(picture, signal) {
  const canvas = shown(picture);
  const size = element('span', 'visually-hidden', { ariaLive: 'polite' });
  const frame = element('div', 'crop-frame', { tabIndex: 0, role: 'group', ariaLabel: say('crop.frame') }, CORNERS.map(corner));
  frame.setAttribute('aria-describedby', 'crop-hint');
  const stage = element('div', 'crop-stage', {}, [canvas, frame]);
  let box = firstFrame(picture);

  /** @param {import('../box.js').Box} next */
  function show(next) {
    box = next;
    const { style } = frame;
    style.left = percent(box.x / picture.width);
    style.top = percent(box.y / picture.height);
    style.width = percent(box.width / picture.width);
    style.height = percent(box.height / picture.height);
  }

  frame.addEventListener('keydown', (event) => {
    const next = frameAfterKey(event, box, picture);
    if (next === null) return;
    event.preventDefault();
    show(next);
    size.textContent = say('crop.size', { width: Math.round(box.width), height: Math.round(box.height) });
  }, { signal });
  frame.addEventListener('pointerdown', (event) => {
    if (event.button === 0) drag(event, box);
  }, { signal });

  /** @param {PointerEvent} down @param {import('../box.js').Box} start */
  function drag(down, start) {
    const grip = gripOf(down.target);
    const scale = picture.width / canvas.getBoundingClientRect().width;
    frame.setPointerCapture(down.pointerId);
    frame.onpointermove = ({ clientX, clientY, pointerId }) => {
      if (pointerId !== down.pointerId) return;
      const [dx, dy] = [(clientX - down.clientX) * scale, (clientY - down.clientY) * scale];
      show(grip ? resized(start, grip, dx, dy, picture) : moved(start, dx, dy, picture));
    };
    frame.onlostpointercapture = () => { frame.onpointermove = null; };
  }

  show(box);
  return {
    element: element('div', 'crop-room', {}, [stage, size]),
    /** In whole pixels of the picture. */
    get frame() {
      return { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
    },
    frameAll: () => show({ x: 0, y: 0, width: picture.width, height: picture.height }),
    focus: () => frame.focus(),
  };
}

/** @param {Grip} grip */
function corner({ x, y }) {
  const made = element('span', 'crop-corner');
  Object.assign(made.dataset, { x, y });
  return made;
}

/** @param {EventTarget | null} target @returns {Grip | null} null inside of the frame */
function gripOf(target) {
  const { x, y } = /** @type {HTMLElement} */ (target).dataset;
  return x === undefined ? null : /** @type {Grip} */ ({ x: Number(x), y: Number(y) });
}

/** @param {ImageBitmap} picture */
function shown(picture) {
  const scale = Math.min(1, SHOWN / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = element('canvas', 'crop-picture', { width, height, ariaHidden: 'true' });
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}

/** @param {number} part */
function percent(part) {
  return `${100 * part}%`;
}
