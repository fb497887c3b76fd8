import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";

import { HomePage } from "./pages/home.ts";
import { MeetingPage } from "./pages/meeting.ts";

/** How people use the pages in a Playwright project. */
export type Way = {
  /** Whether JavaScript is enabled. */
  javascript: boolean;
  /** Whether a finger taps instead of a mouse. */
  touch: boolean;
};

/** A person with their own browser. */
export type Person = { page: Page; context: BrowserContext; way: Way; home: HomePage; meeting: MeetingPage };

type Fixtures = {
  way: Way;
  /** Lets the test expect browser errors that match; all others fail it. */
  announce: (complaint: RegExp) => void;
  /** A person with a new browser context. */
  somebody: (wishes?: { locale?: string; timezoneId?: string }) => Promise<Person>;
  /** The person who uses the test's page. */
  me: Person;
};

type Complaints = { said: string[]; announced: RegExp[] };

/** Collects the errors of a page: console errors and warnings, exceptions, failed requests. */
function listen(page: Page, complaints: Complaints) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.said.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.said.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure() ?? {};
    complaints.said.push(`request failed: ${request.resourceType()} ${request.url()} ${errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.said.push(`status ${response.status()}: ${response.url()}`);
  });
}

function person(page: Page, way: Way): Person {
  return { page, context: page.context(), way, home: new HomePage(page, way), meeting: new MeetingPage(page, way) };
}

export const test = base.extend<Fixtures & { complaints: Complaints }>({
  complaints: async ({ way }, use) => {
    // The browser aborts requests that are in flight when a page is left; one that fails ends otherwise.
    const announced = [/net::ERR_ABORTED$/];
    // Without JavaScript it blocks the script that a page preloads, and warns that the preload was not used.
    if (!way.javascript) announced.push(/pkg\/.*\.js csp$/, /was preloaded using link preload but not used/);
    const complaints: Complaints = { said: [], announced };
    await use(complaints);
    const surprises = complaints.said.filter((said) => !complaints.announced.some((expected) => expected.test(said)));
    expect(surprises, "what the browser complained of").toEqual([]);
  },
  announce: async ({ complaints }, use) => {
    await use((complaint) => complaints.announced.push(complaint));
  },
  way: async ({ javaScriptEnabled, hasTouch }, use) => {
    await use({ javascript: javaScriptEnabled !== false, touch: hasTouch === true });
  },
  somebody: async ({ browser, complaints, way, contextOptions, baseURL }, use, info) => {
    const contexts: BrowserContext[] = [];
    await use(async (wishes) => {
      const { viewport, isMobile, hasTouch, userAgent, deviceScaleFactor, javaScriptEnabled, locale, timezoneId } =
        info.project.use;
      const context = await browser.newContext({
        ...contextOptions,
        baseURL,
        viewport,
        isMobile,
        hasTouch,
        userAgent,
        deviceScaleFactor,
        javaScriptEnabled,
        locale,
        timezoneId,
        ...wishes,
      });
      contexts.push(context);
      const page = await context.newPage();
      listen(page, complaints);
      return person(page, way);
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  me: async ({ page, complaints, way }, use) => {
    listen(page, complaints);
    await use(person(page, way));
  },
});

/** Fails if the page has accessibility violations (WCAG 2.2, A and AA). */
export async function expectAccessible({ page, way, context }: Person) {
  // The checker needs scripts: if the page has none, it gets a copy of the page in which they are allowed.
  const copy = way.javascript ? undefined : await copyWithScripts(page, context);
  const { violations } = await new AxeBuilder({ page: copy ?? page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"])
    .analyze();
  await copy?.context().close();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  expect(found, "accessibility").toEqual([]);
}

/** The current page without its own scripts, in a context that can run those of the checker. */
async function copyWithScripts(page: Page, context: BrowserContext): Promise<Page> {
  const body = (await page.content()).replace(/<script[^]*?<\/script>/g, "");
  const scripted = await context.browser()!.newContext({ viewport: page.viewportSize(), javaScriptEnabled: true });
  const copy = await scripted.newPage();
  await copy.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
  await copy.goto(page.url());
  return copy;
}

export { expect };
