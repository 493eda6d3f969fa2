package io.crossdock.experience.warehouse.files;

/**
 * What is wrong with a row.
 *
 * @param line   from 1
 * @param column place of the first character at fault in its line, from 1
 * @param code   stable: {@code quantity-bad}
 */
record RowFault(int line, int column, String code, String message) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + code + ": " + message;
    }
}
