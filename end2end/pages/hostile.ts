import type { Page } from "@playwright/test";

/** Holds back the wasm of a page until the result is called. */
export async function holdWasm(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Puts each text of the page into elements of its own, as translators of browsers do. */
export async function translate(page: Page) {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement!.closest("script, style, textarea, [translate=no]") || !node.nodeValue!.trim()
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = text.nodeValue;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
}

/** Makes a link of each text that looks like a telephone number, as browsers on phones do. */
export async function linkTelephoneNumbers(page: Page) {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) {
      if (/^\s*[\d-]{9,}\s*$/.test(texts.currentNode.nodeValue!)) found.push(texts.currentNode as Text);
    }
    for (const text of found) {
      const link = document.createElement("a");
      link.href = `tel:${text.nodeValue}`;
      link.textContent = text.nodeValue;
      text.replaceWith(link);
    }
  });
}
