// Before the first paint: the theme that the person chose on this device, else the system's own.
try {
  const chosen = localStorage.getItem("nuotio-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* a browser without storage keeps the system's theme */ }
