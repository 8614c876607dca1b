import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attachPen } from '../../frontend/js/pen.js';
import { SQUARE } from '../../frontend/js/view.js';

const places = (fingers) => fingers.map(({ x, y }) => `${x} ${y}`);
const FINGER = { pointerType: 'touch', pointerId: 1 };
const SECOND = { pointerType: 'touch', pointerId: 2, clientX: 110, clientY: 120 };

/** A surface of 100 by 100 pixels, a note of what the pen did on it, and a hand that sends events. */
function scene(view = SQUARE) {
  const surface = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 10, top: 20, width: 100, height: 100 }),
    setPointerCapture: () => {},
  });
  const done = [];
  const life = new AbortController();
  const pen = attachPen(surface, {
    onBegin: ({ x, y, pressure = '' }, erases) => done.push(`${erases ? 'erase' : 'begin'} ${x} ${y} ${pressure}`.trim()),
    onExtend: (points) => done.push(`extend ${points.map(({ x, y }) => `${x} ${y}`)}`),
    onForesee: (points) => points.length > 0 && done.push(`foresee ${points.map(({ x, y }) => `${x} ${y}`)}`),
    onEnd: () => done.push('end'),
    onDiscard: () => done.push('discard'),
  }, life.signal, {
    view: () => view,
    onPinch: (before, after) => done.push(`pinch ${places(before)} to ${places(after)}`),
  });
  const send = (type, details = {}) => {
    const place = { pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, clientX: 60, clientY: 70, width: 20, height: 20 };
    const event = Object.assign(new Event(type, { cancelable: true }), place, details);
    Object.defineProperty(event, 'timeStamp', { value: details.at ?? 0 });
    surface.dispatchEvent(event);
  };
  return { done, life, pen, send };
}

test('a stroke from down to up, in sheet units', () => {
  const { done, send } = scene();
  send('pointerdown');
  send('pointermove', { clientX: 110 });
  send('pointerup');
  send('lostpointercapture');
  send('pointermove');
  assert.deepEqual(done, ['begin 500 500', 'extend 1000 500', 'end']);
});

test('coalesced events are all taken', () => {
  const { done, send } = scene();
  send('pointerdown');
  send('pointermove', { getCoalescedEvents: () => [{ clientX: 10, clientY: 20 }, { clientX: 20, clientY: 20 }] });
  assert.equal(done[1], 'extend 0 0,100 0');
});

test('other buttons do not draw', () => {
  const { done, send } = scene();
  for (const button of [1, 2, 3]) send('pointerdown', { button });
  assert.deepEqual(done, []);
});

test('letting go of the primary button ends the stroke while another is held', () => {
  const { done, send } = scene();
  send('pointerdown');
  send('pointermove', { buttons: 3 });
  send('pointermove', { buttons: 2 });
  assert.deepEqual(done, ['begin 500 500', 'extend 500 500', 'end']);
});

test('a second finger is ignored once the first has written, or has been down a while', () => {
  for (const first of [{ clientX: 90 }, { at: 400 }]) {
    const { done, send } = scene();
    send('pointerdown', FINGER);
    send('pointermove', { ...FINGER, ...first });
    const before = [...done];
    for (const type of ['pointerdown', 'pointermove', 'pointerup']) send(type, { ...SECOND, at: first.at });
    assert.deepEqual(done, before);
  }
});

test('two fingers that come together pinch, and leave no ink', () => {
  const { done, send } = scene();
  send('pointerdown', FINGER);
  send('pointerdown', { ...SECOND, at: 60 });
  send('pointermove', { ...FINGER, clientX: 35 });
  send('pointermove', { ...SECOND, clientX: 100 });
  send('pointerup', SECOND);
  send('pointermove', { ...FINGER, clientX: 10 });
  assert.deepEqual(done, [
    'begin 500 500',
    'discard',
    'pinch 0.5 0.5,1 1 to 0.25 0.5,1 1',
    'pinch 0.25 0.5,1 1 to 0.25 0.5,0.9 1',
  ]);
  send('pointerup', FINGER);
  send('pointerdown', { ...FINGER, at: 900 });
  assert.equal(done.at(-1), 'begin 500 500', 'the next finger writes');
});

test('a palm does not write, nor does a finger right after a stylus was near', () => {
  const { done, send } = scene();
  send('pointerdown', { ...FINGER, width: 90 });
  send('pointermove', { pointerType: 'pen', pointerId: 9, buttons: 0, at: 1_000 });
  send('pointerdown', { ...FINGER, at: 1_500 });
  assert.deepEqual(done, []);
  send('pointerdown', { ...FINGER, at: 9_000 });
  assert.deepEqual(done, ['begin 500 500']);
});

test('a stylus tells how hard it is pressed, and which end it writes with', () => {
  const { done, send } = scene();
  send('pointerdown', { pointerType: 'pen', pressure: 0.25 });
  send('pointerup', { pointerType: 'pen' });
  send('pointerdown', { pointerType: 'pen', pressure: 0.75, button: 5, buttons: 32 });
  send('pointermove', { pointerType: 'pen', pressure: 0.75, button: -1, buttons: 32 });
  send('pointerdown', { pointerType: 'mouse', pointerId: 2, pressure: 0.5 });
  assert.deepEqual(done, ['begin 500 500 0.25', 'end', 'erase 500 500 0.75', 'extend 500 500']);
});

test('what the browser foresees is told apart from what was drawn', () => {
  const { done, send } = scene();
  send('pointerdown');
  send('pointermove', { clientX: 70, getPredictedEvents: () => [{ clientX: 80, clientY: 70 }] });
  assert.deepEqual(done, ['begin 500 500', 'extend 600 500', 'foresee 700 500']);
});

test('a stylus takes the pen from the palm', () => {
  const { done, send } = scene();
  send('pointerdown', { pointerType: 'touch' });
  send('pointerdown', { pointerType: 'pen', pointerId: 2 });
  send('pointermove', { pointerType: 'touch' });
  send('pointerup', { pointerType: 'pen', pointerId: 2 });
  assert.deepEqual(done, ['begin 500 500', 'discard', 'begin 500 500', 'end']);
});

test('a cancelled pointer and a lifted pen end the stroke once', () => {
  const { done, pen, send } = scene();
  send('pointerdown');
  send('pointercancel');
  pen.lift();
  send('pointerdown');
  pen.lift();
  send('pointerup');
  assert.deepEqual(done, ['begin 500 500', 'end', 'begin 500 500', 'end']);
});

test('when its life ends it hears nothing more', () => {
  const { done, life, send } = scene();
  send('pointerdown');
  life.abort();
  send('pointermove');
  send('pointerup');
  send('pointerdown');
  assert.deepEqual(done, ['begin 500 500']);
});

test('a surface that shows another part of the paper gives its places there', () => {
  const { done, send } = scene({ x: -1000, y: 0, width: 3000, height: 1000 });
  send('pointerdown', { clientX: 10, clientY: 20 });
  send('pointermove', { clientX: 110, clientY: 120 });
  assert.deepEqual(done, ['begin -1000 0', 'extend 2000 1000']);
});
