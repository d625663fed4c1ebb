package io.controlfeed.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of the tables that the control plane and the nodes have in common, folded into one number. It is calculated from the rows alone, and is
 * the fingerprint that a node keeps of the same rows.
 */
record FoldedRows(long count, String fingerprint) {
    private static final List<String> TABLES = List.of("hostname", "policy", "tenant");
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    static FoldedRows of(Connection connection) throws SQLException {
        long count = 0;
        StringBuilder sums = new StringBuilder();
        for (String table : TABLES) {
            long rows = 0;
            BigInteger sum = BigInteger.ZERO;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                while (row.next()) {
                    sum = sum.add(new BigInteger(1, sha256(bytes(table, columns(row)))))
                            .mod(MODULUS);
                    rows++;
                }
            }
            if (rows > 0) {
                sums.append(String.format("%s\0%d %064x\n", table, rows, sum));
            }
            count += rows;
        }
        return new FoldedRows(
                count,
                "sha256:" + HexFormat.of().formatHex(sha256(sums.toString().getBytes(UTF_8))));
    }

    private static SortedMap<String, Object> columns(ResultSet row) throws SQLException {
        SortedMap<String, Object> columns = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.put(row.getMetaData().getColumnName(i), row.getObject(i));
        }
        return columns;
    }

    private static byte[] bytes(String table, SortedMap<String, Object> columns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, table);
            columns.forEach((column, value) -> writeColumn(out, column, value));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static void writeColumn(DataOutputStream out, String column, Object value) {
        try {
            write(out, column);
            if (value instanceof Number number) {
                out.writeByte('i');
                out.writeLong(number.longValue());
            } else {
                out.writeByte('t');
                write(out, value.toString());
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
