package io.github.dl4jimagegen.source;

import java.util.Comparator;

/** How names of files, folders and classes are sorted. Total orders: only equal names compare as equal. */
public enum NameOrder implements Comparator<String> {
    /** By the code points of the characters, as Python sorts: "B", "a", "img10", "img2". */
    CODE_POINT {
        @Override
        public int compare(String a, String b) {
            int length = Math.min(a.length(), b.length());
            for (int i = 0; i < length; i++) {
                if (a.charAt(i) != b.charAt(i)) {
                    return compareCharacters(a.charAt(i), b.charAt(i));
                }
            }
            return Integer.compare(a.length(), b.length());
        }
    },
    /** As by code points, but runs of the digits 0 to 9 by their value, as people count: "img2", "img10". */
    NATURAL {
        @Override
        public int compare(String a, String b) {
            int i = 0;
            int j = 0;
            while (i < a.length() && j < b.length()) {
                if (isDigit(a, i) && isDigit(b, j)) {
                    int endA = endOfDigits(a, i);
                    int endB = endOfDigits(b, j);
                    int order = compareNumbers(
                            a, firstSignificant(a, i, endA), endA, b, firstSignificant(b, j, endB), endB);
                    if (order != 0) {
                        return order;
                    }
                    i = endA;
                    j = endB;
                } else if (a.charAt(i) != b.charAt(j)) {
                    return compareCharacters(a.charAt(i), b.charAt(j));
                } else {
                    i++;
                    j++;
                }
            }
            int order = Integer.compare(a.length() - i, b.length() - j);
            return order != 0 ? order : CODE_POINT.compare(a, b); // "1" and "01" count the same
        }
    };

    private static boolean isDigit(String text, int i) {
        return text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static int firstSignificant(String text, int from, int end) {
        int first = from;
        while (first < end && text.charAt(first) == '0') {
            first++;
        }
        return first;
    }

    private static int compareNumbers(String a, int fromA, int endA, String b, int fromB, int endB) {
        int order = Integer.compare(endA - fromA, endB - fromB);
        for (int i = fromA, j = fromB; order == 0 && i < endA; i++, j++) {
            order = Character.compare(a.charAt(i), b.charAt(j));
        }
        return order;
    }

    /** Java's own order of strings differs from that of code points beyond the basic plane. */
    private static int compareCharacters(char x, char y) {
        boolean beyond = Character.isSurrogate(x);
        return beyond == Character.isSurrogate(y) ? Character.compare(x, y) : beyond ? 1 : -1;
    }
}
