"""What the lists of the screens show: columns, rows, and the lines that explain a row; they compose no widget."""
