/** The theme that was chosen in Leadloom, before the first paint. Without one the system's holds. */
try {
  const theme = localStorage.getItem('leadloom.theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: follow the system.
}
