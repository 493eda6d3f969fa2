package io.crossdock.estate.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BooksTest {

    record Row(String name, int value) {}

    @TempDir
    Path folder;

    @Test
    void aChangeThatFailsLeavesNothingBehind() throws IOException {
        try (Books books = Books.open(folder)) {
            Book<Row> rows = books.book("rows", Row.class);
            Index<Row> byName = new Index<>(rows, Row::name, Row::name);
            books.change(() -> rows.put("a", new Row("a", 1)));

            assertThatThrownBy(() -> books.change(() -> {
                rows.put("a", new Row("a", 2));
                rows.put("b", new Row("b", books.next("n", 1) > 0 ? 3 : 0));
                throw new IllegalArgumentException("no");
            })).hasMessage("no");

            assertThat(rows.all()).containsExactly(new Row("a", 1));
            assertThat(byName.find("b")).isEmpty();
            assertThat(books.current("n")).isZero();
        }
        try (Books books = Books.open(folder)) {
            assertThat(books.book("rows", Row.class).all()).containsExactly(new Row("a", 1));
        }
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws IOException {
        try (Books books = Books.open(folder);
                ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Book<Row> rows = books.book("rows", Row.class);
            for (int i = 0; i < 500; i++) {
                many.submit(() -> books.change(() -> {
                    long n = books.next("n", 1);
                    rows.put(String.valueOf(n), new Row("r", (int) n));
                }));
            }
            many.close();
            assertThat(rows.size()).isEqualTo(500);
        }
        try (Books books = Books.open(folder)) {
            assertThat(books.book("rows", Row.class).size()).isEqualTo(500);
            assertThat(books.current("n")).isEqualTo(500);
        }
    }

    @Test
    void theJournalIsCompactedWhenMostOfItIsHistory() throws IOException {
        try (Books books = Books.open(folder)) {
            Book<Row> rows = books.book("rows", Row.class);
            for (int i = 0; i < 6_000; i++) {
                Row row = new Row("same", i);
                books.note(() -> rows.put("a", row));
            }
        }
        long before = Files.size(folder.resolve("books.jsonl"));
        try (Books books = Books.open(folder)) {
            assertThat(books.book("rows", Row.class).all()).containsExactly(new Row("same", 5_999));
        }
        assertThat(Files.size(folder.resolve("books.jsonl"))).isLessThan(before / 1000);
    }

    @Test
    void theSameBooksCannotBeOpenedTwice() throws IOException {
        try (Books books = Books.open(folder)) {
            assertThat(books.current("n")).isZero();
            assertThatThrownBy(() -> Books.open(folder)).isInstanceOf(Books.InUse.class);
        }
    }
}
