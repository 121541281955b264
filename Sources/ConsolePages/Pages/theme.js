// Sets the chosen appearance before anything is painted; a classic script, so that no page flashes in the wrong one.
(function () {
    try {
        const chosen = localStorage.getItem("qun.theme");
        if (chosen === "light" || chosen === "dark") {
            document.documentElement.dataset.theme = chosen;
        }
    } catch {
        // storage may be switched off; the system's appearance is used then
    }
})();
