"""The signs at the codes of TeX's fonts, Computer Modern, for pages that do not say them."""

SYMBOLS = (
    "−·×∗÷⋄±∓⊕⊖⊗⊘⊙○∘•≍≡⊆⊇≤≥⪯⪰∼≈⊂⊃≪≫≺≻←→↑↓↔↗↘≃⇐⇒⇑⇓⇔↖↙∝′∞∈∋△▽\u0338↦∀∃¬∅ℜℑ⊤⊥ℵ"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ∪∩⊎∧∨⊢⊣⌊⌋⌈⌉{}⟨⟩|‖↕⇕\\≀√⨿∇∫⊔⊓⊑⊒§†‡¶♣♢♡♠"
)
"""Of the fonts of symbols, from code 0 on."""
GREEK = "ΓΔΘΛΞΠΣΥΦΨΩ"
"""At the first codes of the fonts of text and of letters; small ones follow in the latter."""
SMALL_GREEK = "αβγδεζηθικλμνξπρστυφχψωεθπρσφ"
