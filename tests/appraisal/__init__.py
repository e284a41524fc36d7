"""Parents' sheets: read from three tools' files, counted, published as far as may be, and never given away."""
