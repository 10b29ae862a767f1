"use strict";
{
  const rows = [...document.querySelectorAll("#departments tbody tr")];
  const nothing = document.getElementById("nothing");
  const search = document.getElementById("search");
  const find = () => {
    const wanted = search.value.trim().toLowerCase();
    rows.forEach((row) => {
      row.hidden = !(row.dataset.keys.includes(wanted) || row.textContent.toLowerCase().includes(wanted));
    });
    nothing.textContent = rows.every((row) => row.hidden) && rows.length ? nothing.dataset.words : "";
  };
  search.addEventListener("input", find);
  find();
}
