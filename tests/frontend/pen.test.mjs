import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attachPen } from '../../frontend/js/pen.js';

/** A surface of 100 by 100 pixels, a note of what the pen did on it, and a hand that sends events. */
function scene(view) {
  const surface = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 10, top: 20, width: 100, height: 100 }),
    setPointerCapture: () => {},
  });
  const done = [];
  const life = new AbortController();
  const pen = attachPen(surface, {
    onBegin: ({ x, y }) => done.push(`begin ${x} ${y}`),
    onExtend: (points) => done.push(`extend ${points.map(({ x, y }) => `${x} ${y}`)}`),
    onEnd: () => done.push('end'),
    onDiscard: () => done.push('discard'),
  }, life.signal, view && (() => view));
  const send = (type, details = {}) => {
    const place = { pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, clientX: 60, clientY: 70 };
    surface.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), place, details));
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
  for (const button of [1, 2, 5]) send('pointerdown', { button });
  assert.deepEqual(done, []);
});

test('letting go of the primary button ends the stroke while another is held', () => {
  const { done, send } = scene();
  send('pointerdown');
  send('pointermove', { buttons: 3 });
  send('pointermove', { buttons: 2 });
  assert.deepEqual(done, ['begin 500 500', 'extend 500 500', 'end']);
});

test('a second pointer is ignored', () => {
  const { done, send } = scene();
  send('pointerdown', { pointerType: 'touch' });
  send('pointerdown', { pointerType: 'touch', pointerId: 2 });
  send('pointermove', { pointerType: 'touch', pointerId: 2 });
  send('pointerup', { pointerType: 'touch', pointerId: 2 });
  assert.deepEqual(done, ['begin 500 500']);
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
