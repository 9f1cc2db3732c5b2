// A picture with handles on the corners to cut along; for fingers, mice and keys.
import { make } from "./elements.js";

/** Handles stay whole on the screen: the picture has a margin of this many pixels for them. */
const STEP = 0.01;
const WHOLE = [0.04, 0.04, 0.96, 0.04, 0.96, 0.96, 0.04, 0.96];

/** How far a corner may go: the figure stays one that a sheet can look like. */
const inside = (part) => Math.min(1, Math.max(0, part));

/**
 * `shown` is drawn with a handle on each corner. `corners` are x and y of four points as parts of the picture, clockwise
 * from the top left. With `proportion` (width to height, in pixels) they stay a rectangle of it. Answers the element and a
 * function that gives the corners of the moment.
 */
export function cornersOn(shown, corners, text, { proportion } = {}) {
  const points = [...(corners?.length === 8 ? corners : WHOLE)];
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "scan-outline");
  drawing.setAttribute("viewBox", "0 0 100 100");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(line);
  const handles = text.corners.map((name, i) =>
    make("button", { type: "button", class: "scan-handle", "aria-label": name, "aria-describedby": "scan-corner-help", "data-corner": i }));
  const stage = make("div", { class: "scan-stage" }, shown, drawing, ...handles);

  const draw = () => {
    line.setAttribute("points", [0, 1, 2, 3].map((i) => `${points[2 * i] * 100},${points[2 * i + 1] * 100}`).join(" "));
    handles.forEach((handle, i) => {
      handle.style.setProperty("inset-inline-start", `${points[2 * i] * 100}%`);
      handle.style.setProperty("inset-block-start", `${points[2 * i + 1] * 100}%`);
    });
  };
  const move = (i, x, y) => {
    [points[2 * i], points[2 * i + 1]] = [inside(x), inside(y)];
    if (proportion) square(i);
    draw();
  };
  // The opposite corner stays; the height follows from the width, and both from the room there is.
  const square = (i) => {
    const opposite = (i + 2) % 4;
    const [x, y] = [points[2 * opposite], points[2 * opposite + 1]];
    const [right, down] = [i === 1 || i === 2 ? 1 : -1, i >= 2 ? 1 : -1];
    const room = Math.min(right > 0 ? 1 - x : x, (down > 0 ? 1 - y : y) * proportion);
    const width = Math.min(room, Math.max(0.1, Math.abs(points[2 * i] - x)));
    const [farX, farY] = [x + right * width, y + (down * width) / proportion];
    const [left, top, end, low] = [Math.min(x, farX), Math.min(y, farY), Math.max(x, farX), Math.max(y, farY)];
    points.splice(0, 8, left, top, end, top, end, low, left, low);
  };
  handles.forEach((handle, i) => {
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      handle.focus();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = stage.getBoundingClientRect();
      move(i, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    handle.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? STEP * 5 : STEP;
      const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [];
      if (dx === undefined) return;
      event.preventDefault();
      move(i, points[2 * i] + dx, points[2 * i + 1] + dy);
    });
  });
  if (proportion) move(2, points[4], points[5]);
  draw();
  return { element: stage, corners: () => [...points] };
}
