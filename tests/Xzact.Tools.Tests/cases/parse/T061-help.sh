# proven: none (our words)
xz --help
echo ---
xz --long-help
