"""What an office checks of a document before it goes on: as a page, a workbook or JSON."""
