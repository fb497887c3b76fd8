import { expect, test } from "../../fixtures.ts";

/** The colours of the fills from the weakest to the strongest, as red, green and blue. */
const fills = () => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  const rgb = (element: Element) => {
    canvas.fillStyle = getComputedStyle(element).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const swatch = (name: string) => rgb(document.querySelector(`.legend .${name} .tile`)!);
  return [rgb(document.querySelector(".card.days")!), ...["l1", "l2", "l3", "l4", "all"].map(swatch)];
};

const grey = ([red, green, blue]: number[]) => Array(3).fill(Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue));

function luminance(colour: number[]): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number[], other: number[]): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test("the fills of days differ from each other, light, dark and grey", async ({ me }) => {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  await me.meeting.arrive();
  for (const colorScheme of ["light", "dark"] as const) {
    await me.page.emulateMedia({ colorScheme });
    const coloured = await me.page.evaluate(fills);
    for (const [name, scale] of [[colorScheme, coloured], [`${colorScheme}, grey`, coloured.map(grey)]] as const) {
      const steps = scale.slice(1).map((fill, index) => contrast(fill, scale[index]));
      const far = contrast(scale[5], scale[2]);
      test.info().annotations.push({ type: name, description: [...steps, far].map((ratio) => ratio.toFixed(2)).join(" ") });
      for (const step of steps) expect(step, `a step, ${name}`).toBeGreaterThanOrEqual(1.25);
      expect(far, `17 of 17 from 14 of 17, ${name}`).toBeGreaterThanOrEqual(4);
    }
  }
});
