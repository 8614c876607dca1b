import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createPicture } from '../../frontend/js/picture.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A picture whose files are decoded when the test says so. */
function scene() {
  const loads = [];
  const counts = { loaded: 0 };
  const load = (file) => new Promise((resolve) => loads.push({ file, resolve }));
  const picture = createPicture(load, () => { counts.loaded += 1; });
  return { picture, loads, counts };
}

function preview() {
  return { closed: false, close() { this.closed = true; } };
}

test('the newer of two files wins, whichever is decoded first', async () => {
  const { picture, loads, counts } = scene();
  picture.show('large');
  picture.show('small');
  const [large, small] = [preview(), preview()];
  loads[1].resolve(small);
  loads[0].resolve(large);
  await settled();
  assert.equal(picture.preview, small);
  assert.ok(large.closed);
  assert.equal(counts.loaded, 1);
});

test('a file that has gone meanwhile is not shown', async () => {
  const { picture, loads, counts } = scene();
  picture.show('large');
  picture.show(null);
  const late = preview();
  loads[0].resolve(late);
  await settled();
  assert.equal(picture.preview, null);
  assert.ok(late.closed);
  assert.equal(counts.loaded, 0);
});

test('a file that went and came back is shown once, and no preview is left open', async () => {
  const { picture, loads, counts } = scene();
  for (const file of ['photo', null, 'photo']) picture.show(file);
  const made = loads.map(() => preview());
  loads.forEach(({ resolve }, index) => resolve(made[index]));
  await settled();
  assert.deepEqual(made.map(({ closed }) => closed), [true, false]);
  picture.show('photo');
  assert.equal(loads.length, 2, 'what is shown is not decoded again');
  assert.equal(counts.loaded, 1);
  picture.show(null);
  assert.ok(made[1].closed);
});

test('a format that cannot be shown leaves the sheet without pixels', async () => {
  const { picture, loads } = scene();
  picture.show('photo.heic');
  loads[0].resolve(null);
  await settled();
  assert.equal(picture.preview, null);
});
