(function () {
  "use strict";
  var input = document.getElementById("filter");
  var table = document.getElementById("ledger");
  if (!input || !table) { return; }
  input.closest(".filter").hidden = false;
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  input.addEventListener("input", function () {
    var wanted = input.value.toLowerCase();
    rows.forEach(function (row, i) { row.hidden = wanted !== "" && texts[i].indexOf(wanted) === -1; });
  });
})();
