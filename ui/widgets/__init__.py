"""The parts every window is made of; none knows the store or the services. What there is, by module:

theme       `ui.theme.current()` -> Theme: `.palette.accent`, `.colour("text2")`, `.font("row_title")`,
            `.line_height("body")`, `.scaled(32)` (heights that hold text), `.motion(ms)`; `ui.theme.metrics`
            has every size. `Follower(app, forced=None)` keeps to the system; `apply(app, make(Scheme.DARK))`
            forces one. A change of theme repaints every widget; fonts and colours are asked for when painting.
icons       `ui.icons.pixmap(name, colour, size)`, `.icon(...)`, `.paint(painter, name, colour, rect)`;
            `app_icon()`, `tray_icon(theme, due=…)`.
text        `plain_label(text, style, role, wrap=…)` / `TextLabel`: the only labels for texts about people.
            `.set_runs(Run("You", weight=500), Run(" send …", role="text2"))` for sentences with emphasis.
            Delegates: `paint_line(painter, rect, text, style, colour, trailing=…)`, `text_width`, `elided`,
            `isolate(name)` for names inside sentences.
portrait    `PortraitSpec(initials=…, person_colour=…, company_colour=…, monogram=…, signs=…)`;
            `portrait_pixmap(spec, size, background, theme, dpr, mirrored=…)` for rows, `person_pixmap` for the disc
            alone, `PortraitWidget(spec, size)` for cards (`set_spec` moves pieces, `highlight(piece)`).
buttons     `Button(text, kind, icon=…, size=…, raised=…, chevron=…, shortcut=…)`, `IconButton(icon, name)`,
            `LinkButton(text, icon=…)`, `shortcut_text(keys)`. Inside popups and dialogs pass `raised=True`.
chips       `StatusChip(status)`, `FilterChip(text, count)`, `ParsedChip(icon, label, value, tone)` (`clicked`,
            `removed`), `SignChip(text)`, `WarningChip(text)`; `paint_status_chip`.
marks       `WarmthMark`, `paint_warmth`, `DepthLabel`, `IconLabel(icon, text)`, `paint_sign_state`, `GapBar`,
            `openness(state)`, and the words: `warmth_word`, `standing_word`, `trend_word`, `trend_phrase` …
faces       `Faces(name)`: `feeling()`, `choose()`, `changed`; Alt+1 … Alt+5.
segment     `Segment(words, chosen)`: `chosen()`, `changed(int)`.
fields      `LineField` (`set_error`), `FieldEdit`, `SearchField`, `TextArea` (`set_marks`), `ComboField`,
            `CheckBox`, `DateField(today, value)`, `PartialDateField(value)`, `labelled(text, field)`.
dialog      `DialogFrame(parent, title, width=…, portrait=…)`: `.body`, `add_save()`, `add_cancel()`, `add_note()`,
            `.open()`, `.accept()`; signals `accepted`, `rejected`, `closed`.
popup, menu `Popup().surface`, `open_below(widget)`; `Menu().add_row(text, call, icon=…, note=…)`; `paint_raised`.
sections    `Heading`, `Hairline`, `Pane(role)`, `Sheet`, `EmptyLine(sentence, "birthday")`, `Badge(count, tone)`.
row_table   `RowTable(name, row_height)`: rows of one height that a delegate paints; `paint_own_rows(view)` sets any
            list up for that, `menu_place(view, event)` says for which row a menu is asked.
judged_row  columns and painting of rows that say what happens and why (import, duplicates); `PageFoot` is their foot.
sorted_table `SortedSheet` over `SortedRows`: headings that sort, `CellDelegate.paint_cell` for what stands in a cell.
others      `FlowLayout`, `GhostRows`, `ScrollPage`, `focus_frame.attach(widget, radius)` for the
            ring round a focusable widget of your own; rows draw theirs inside when `focus_frame.is_by_keyboard()`.
"""
