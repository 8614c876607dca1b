/** What is saved is for white paper and other people's pages: always the ink and the paper of the light page (tokens.css). */
export const INK = '#1c2654';
export const PAPER = '#fffefa';
