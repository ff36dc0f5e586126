// Shows a page on a locked phone and says that it was shown. It keeps nothing and answers no request of a page.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const said = event.data.json();
  const shown = self.registration.showNotification(said.title, {
    tag: "page",
    renotify: true,
    requireInteraction: true,
    vibrate: [400, 200, 400, 200, 800],
    data: { url: said.url },
  });
  // Only what was shown counts as delivered; a lost receipt costs a text too many.
  const told = shown.then(() =>
    fetch("/push/seen", { method: "POST", body: new URLSearchParams({ reference: said.seen }) }).catch(() => null));
  event.waitUntil(told);
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data;
  if (new URL(url).origin === self.location.origin) event.waitUntil(self.clients.openWindow(url));
});
