/** Lets the browser keep the page for when there is no network, once all else is loaded. */

export async function keepForOffline() {
  if (!navigator.serviceWorker) return; // the page came over plain HTTP, or from a private window
  try {
    await navigator.serviceWorker.register('/service-worker.js');
  } catch {
    // refused by the person or for want of room: the page works as well, while there is a network
  }
}
