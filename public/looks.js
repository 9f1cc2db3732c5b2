// The looks chosen in the settings (src/preferences.rs writes them), before the first drawing and after each change. Not a
// module, so that it runs before anything is shown.
{
  const root = document.documentElement;
  const darkPhone = matchMedia("(prefers-color-scheme: dark)");
  function applyLooks() {
    let chosen = {};
    try {
      chosen = JSON.parse(localStorage.getItem("nhs.preferences") ?? "{}");
    } catch {
      // Storage closed to us or a damaged record: the looks are then those of the phone.
    }
    if (["vi", "en"].includes(chosen.lang)) root.lang = chosen.lang;
    root.dataset.theme = ["light", "dark"].includes(chosen.theme) ? chosen.theme : darkPhone.matches ? "dark" : "light";
    root.dataset.size = [2, 3, 4].includes(chosen.size) ? chosen.size : 1;
    document.querySelector("meta[name=theme-color]").content = root.dataset.theme === "dark" ? "#0f2b3d" : "#0b4a6f";
  }
  applyLooks();
  addEventListener("preferences", applyLooks);
  addEventListener("storage", applyLooks);
  darkPhone.addEventListener("change", applyLooks);
}
