package io.metronome.pacing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap by a long key whose nodes know their slot. To change a key or remove a node takes time logarithmic in
 * the size. The JDK's PriorityQueue would search from end to end.
 *
 * @param <N> the nodes. A node is in one heap at most
 */
public final class Heap<N extends Heap.Node> {

    /** A node of a heap. */
    public abstract static class Node {
        private static final int NOWHERE = -1;

        private long key;
        private int slot = NOWHERE;
        private @Nullable Heap<?> heap;
    }

    private Node[] nodes = new Node[16];
    private int size;

    /** The number of nodes. */
    public int size() {
        return size;
    }

    /** Whether that node is in this heap. */
    public boolean holds(N node) {
        return ((Node) node).heap == this;
    }

    /** The smallest key, {@link Pace#FAR} when empty. */
    public long firstKey() {
        return size == 0 ? Pace.FAR : nodes[0].key;
    }

    /** The node with the smallest key. Throws when the heap is empty. */
    @SuppressWarnings("unchecked") // only put() fills the slots, and only with N
    public N first() {
        if (size == 0) {
            throw new IllegalStateException("an empty heap has no first node");
        }
        return (N) nodes[0];
    }

    /**
     * Adds the node, or moves it to its new position. The node leaves the heap that it was in: a node is in one heap at
     * most.
     */
    public void put(N added, long key) {
        Node node = added;
        if (node.heap != this) {
            if (node.heap != null) {
                node.heap.take(node);
            }
            if (size == nodes.length) {
                nodes = Arrays.copyOf(nodes, size * 2);
            }
            node.heap = this;
            node.slot = size;
            nodes[size++] = node;
        }
        node.key = key;
        settle(node);
    }

    /** Removes the node. Nothing happens when it is not in this heap. */
    public void remove(N removed) {
        if (holds(removed)) {
            take(removed);
        }
    }

    private void take(Node node) {
        Node last = nodes[--size];
        nodes[size] = last;
        if (node.slot < size) {
            place(last, node.slot);
            settle(last);
        }
        Arrays.fill(nodes, size, size + 1, null);
        node.slot = Node.NOWHERE;
        node.heap = null;
    }

    private void settle(Node node) {
        int slot = node.slot;
        while (slot > 0 && nodes[(slot - 1) >>> 1].key > node.key) {
            place(nodes[(slot - 1) >>> 1], slot);
            slot = (slot - 1) >>> 1;
        }
        for (int child = smallerChild(slot); child < size && nodes[child].key < node.key; child = smallerChild(slot)) {
            place(nodes[child], slot);
            slot = child;
        }
        place(node, slot);
    }

    private int smallerChild(int slot) {
        int left = 2 * slot + 1;
        return left + 1 < size && nodes[left + 1].key < nodes[left].key ? left + 1 : left;
    }

    private void place(Node node, int slot) {
        nodes[slot] = node;
        node.slot = slot;
    }
}
