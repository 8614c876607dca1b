import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createToolbar } from '../../frontend/js/toolbar.js';

/** An element in others: each with its tag, and an input with its type. */
class Element extends EventTarget {
  constructor(...around) {
    super();
    this.around = around;
  }

  /** As much of it as the toolbar asks for: a list of tags, one of them "not of this type". */
  closest(selector) {
    const fits = (tag) => selector.split(', ').some((each) => each === tag || (/^input:not/.test(each) && tag === 'input'));
    return this.around.find(fits) ?? null;
  }
}

/** A toolbar, and the commands that keys gave. */
function scene() {
  const given = [];
  globalThis.Element = Element;
  globalThis.document = new EventTarget();
  const names = ['undo', 'redo', 'clear'];
  const each = (make) => Object.fromEntries(names.map((name) => [name, make(name)]));
  createToolbar(each(() => new EventTarget()), each((name) => () => given.push(name)), new AbortController().signal);
  return given;
}

/** @param {string} key @param {EventTarget} target */
function press(key, target, ctrlKey = false) {
  const event = new Event('keydown', { cancelable: true });
  Object.assign(event, { key, ctrlKey, metaKey: false, shiftKey: false, altKey: false });
  Object.defineProperty(event, 'target', { value: target });
  document.dispatchEvent(event);
  return event.defaultPrevented;
}

test('keys act on the sheet from everywhere on the page', () => {
  const given = scene();
  for (const target of [new Element('canvas', 'main'), new Element('button'), document]) assert.ok(press('Delete', target));
  assert.ok(press('z', new Element('body'), true));
  assert.deepEqual(given, ['clear', 'clear', 'clear', 'undo']);
});

test('keys in a dialog or a field are left to it', () => {
  const given = scene();
  for (const tag of ['dialog', 'select', 'textarea', 'input']) {
    const target = new Element('button', tag);
    assert.ok(!press('Backspace', target) && !press('z', target, true), tag);
  }
  assert.deepEqual(given, []);
});
