package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassIndexTest {

    @Test
    void itIsWrittenAsOneLineOfJson() {
        assertThat(ClassIndex.of("cat", "\"dog\"").toJson())
                .isEqualTo("{\"version\":1,\"classes\":[\"cat\",\"\\\"dog\\\"\"]}");
    }

    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("classes.json");
        for (ClassIndex classes : new ClassIndex[] {
            ClassIndex.of("dog", "a b", "été", "\uD83D\uDE00"), ClassIndex.numbered(12), ClassIndex.none()
        }) {
            classes.write(file);
            assertThat(ClassIndex.read(file)).isEqualTo(classes);
            assertThat(ClassIndex.fromJson(classes.toJson())).isEqualTo(classes);
        }
    }

    @Test
    void whatLaterVersionsAddIsOverlooked() {
        assertThat(ClassIndex.fromJson("{\"classes\":[\"a\"],\"colours\":[1],\"version\":1}"))
                .isEqualTo(ClassIndex.of("a"));
    }

    @Test
    void otherJsonIsRefused(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":2,\"classes\":[\"a\"]}"))
                .hasMessage("the class index has version 2 but this library reads 1 to 1");
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"classes\":[\"a\"]}")).hasMessageContaining("version none");
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":1}")).hasMessageContaining("no array \"classes\"");
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":1,\"classes\":{\"a\":\"b\"}}"))
                .hasMessageContaining("no array \"classes\"");
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":1,\"classes\":[\"a\",7]}"))
                .hasMessage("a class of a class index is a string but was 7");
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":1,\"classes\":[\"a\",\"a\"]}"))
                .hasMessageContaining("\"a\" stands twice");
        Path file = Files.writeString(folder.resolve("classes.json"), "[\"a\"");
        assertThatThrownBy(() -> ClassIndex.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classes.json: not the JSON of a class index");
    }

    @Test
    void jsonThatSaysMoreThanOneThingIsRefused() {
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":1,\"classes\":[\"a\"]} {\"version\":1}"))
                .hasMessageContaining("not the JSON of a class index: ");
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":1,\"classes\":[\"a\"],\"classes\":[\"b\"]}"))
                .hasMessageContaining("not the JSON of a class index: ")
                .hasMessageContaining("classes");
        assertThatThrownBy(() -> ClassIndex.fromJson("{\"version\":1.9,\"classes\":[\"a\"]}"))
                .hasMessage("the class index has version 1.9 but this library reads 1 to 1");
    }

    @Test
    void aClassHasAName() {
        assertThatThrownBy(() -> ClassIndex.of("a", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class 1 has an empty name in [a, ]");
    }
}
