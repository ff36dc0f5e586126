"""The first page on an old phone over slow 3G: what goes over the air, and when there is something to read and to write.

400 kbit/s, 400 ms, and a processor slowed six times, as Chromium's own tools slow them.
"""

from typing import Any

from playwright.sync_api import Browser

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
CPU = 6
WATCH = """
() => new Promise(done => {
  const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  const check = () => paint() && document.documentElement.classList.contains('scripted')
    ? done({paint: paint(), ready: performance.now(), parsed: performance.getEntriesByType('navigation')[0].domInteractive})
    : setTimeout(check, 20);
  check();
})
"""


def measured(browser: Browser, url: str) -> dict[str, Any]:
    """`bytes` over the network, `requests`; milliseconds to the first paint, to `parsed` (the form can be typed into
    and sent, scripts or not) and to `ready` (scripts run too).
    """
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-US")
    page = context.new_page()
    page.set_default_timeout(120_000)
    tools = context.new_cdp_session(page)
    received: list[float] = []
    sent: list[str] = []
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.send("Network.emulateNetworkConditions", SLOW_3G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    tools.on("Network.loadingFinished", lambda one: received.append(one["encodedDataLength"]))
    tools.on(
        "Network.requestWillBeSent",
        lambda one: (
            sent.append(one["request"]["url"]) if not one["request"]["url"].startswith("data:") else None
        ),
    )
    page.goto(url, wait_until="domcontentloaded")
    times = page.evaluate(WATCH)
    page.wait_for_load_state("networkidle")
    page.fill("#body", "hello")
    context.close()
    return {
        "bytes": round(sum(received)),
        "requests": len(sent),
        **{name: round(ms) for name, ms in times.items()},
    }
