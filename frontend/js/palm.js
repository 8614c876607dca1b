/**
 * Tells a palm from a finger. Who writes with a stylus rests a hand on the screen: while the stylus is near, and a
 * while after, no touch is a pen. A broad contact never is.
 *
 * @typedef {{pointerType: string, width: number, height: number, timeStamp: number}} Contact
 */

/** CSS pixels. A fingertip is reported as 20 to 45, a thumb laid flat up to 60, the edge of a hand as more. */
const BROADEST_FINGER = 60;

/** Milliseconds: the pauses between two digits, while the hand stays down. */
const STYLUS_MEMORY = 1_500;

export function createPalm() {
  let stylusSeen = -Infinity;

  return {
    /** A stylus hovers, writes or leaves. @param {Contact} contact */
    see({ pointerType, timeStamp }) {
      if (pointerType === 'pen') stylusSeen = timeStamp;
    },
    /** @param {Contact} contact  that has just come down */
    isPalm({ pointerType, width, height, timeStamp }) {
      if (pointerType !== 'touch') return false;
      return Math.max(width, height) > BROADEST_FINGER || timeStamp - stylusSeen < STYLUS_MEMORY;
    },
  };
}
