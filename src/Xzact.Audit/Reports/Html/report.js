(function () {
  "use strict";
  var input = document.getElementById("filter");
  var table = document.getElementById("ledger");
  var status = document.getElementById("shown");
  if (!input || !table) { return; }
  input.closest(".filter").hidden = false;
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  input.addEventListener("input", function () {
    var wanted = input.value.toLowerCase();
    var shown = 0;
    rows.forEach(function (row, i) {
      row.hidden = wanted !== "" && texts[i].indexOf(wanted) === -1;
      shown += row.hidden ? 0 : 1;
    });
    status.textContent = wanted === "" ? "" : shown + " of " + rows.length;
  });
})();
