"""One module a form of document → rows; what several of them need stands beside them.

`formats` tells the form by the content. Text: text, markup, characters. Word: docx, wordtext,
wordnumbers, wordxml, numerals. Excel: workbook, sheetparts, sheetbounds, biff. PDF: pdf, pdfpages,
pdfgrid, pdflines, pdfbounds. Web pages and recogniser output: html, ocr, elements, spans.
"""
